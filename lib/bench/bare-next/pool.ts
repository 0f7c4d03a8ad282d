import pg from "pg";

/** Connections of the bare handlers. */
export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
// The bench stops the database at its end, maybe before this application.
pool.on("error", () => undefined);
