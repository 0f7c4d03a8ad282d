import { redirect } from "next/navigation";

/** Resources begin with skills. */
export default function Page() {
  redirect("/resources/skills");
}
