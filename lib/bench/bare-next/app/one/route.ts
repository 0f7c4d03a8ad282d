import { oneStatement } from "../../../statements";
import { pool } from "../../pool";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const values = [process.env.BENCH_WORKSPACE, process.env.BENCH_NAME];
  const { rows } = await pool.query({ name: "one", text: oneStatement, values });
  return Response.json(rows[0]);
}
