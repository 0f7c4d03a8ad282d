import { listStatement, toPage } from "../../../statements";
import { pool } from "../../pool";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const { rows } = await pool.query({ name: "list", text: listStatement, values: [process.env.BENCH_WORKSPACE] });
  return Response.json(toPage(rows));
}
