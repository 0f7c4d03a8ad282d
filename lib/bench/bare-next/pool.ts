import pg from "pg";

/** Connections of the bare handlers. */
export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
