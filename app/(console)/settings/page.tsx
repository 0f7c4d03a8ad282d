import { redirect } from "next/navigation";

/** Settings begin with the profile. */
export default function Page() {
  redirect("/settings/profile");
}
