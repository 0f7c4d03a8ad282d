import { expect, test } from "vitest";
import type { PersonaItem } from "@/lib/contracts/plugins/wire/personas";
import { personaForm, personaValues } from "./persona-form";
import { searchPersonas } from "./persona-words";

const persona = (name: string, more: Partial<PersonaItem> = {}): PersonaItem => ({
  id: 1,
  slug: name.toLowerCase(),
  name,
  description: null,
  voice_description: null,
  category: null,
  suggested_temperature: null,
  scope: "workspace",
  workspace_id: "w",
  is_active: true,
  created_at: "",
  updated_at: "",
  ...more,
});

test("personas are found by every word, whatever its case and accents, and told apart by their scope", () => {
  const all = [
    persona("Calm", { category: "Opérations" }),
    persona("Brisk", { scope: "global", voice_description: "short" }),
  ];
  const names = (q: string, scope: "all" | "global" | "workspace" = "all") =>
    searchPersonas(all, { q, scope }).map(({ name }) => name);
  expect([names(""), names("operations CALM"), names("short calm"), names("Short")]).toEqual([
    ["Calm", "Brisk"],
    ["Calm"],
    [],
    ["Brisk"],
  ]);
  expect([names("", "global"), names("brisk", "workspace")]).toEqual([["Brisk"], []]);
});

test("what is typed becomes what the server is sent: a comma for a point, nothing for none", () => {
  const typed = { ...personaValues(null, "workspace"), name: " Calm ", system_prompt: "Speak slowly." };
  const read = (suggested_temperature: string) => personaForm.safeParse({ ...typed, suggested_temperature });
  expect(read("0,4").data).toEqual({
    scope: "workspace",
    name: "Calm",
    description: null,
    voice_description: null,
    category: null,
    suggested_temperature: 0.4,
    system_prompt: "Speak slowly.",
  });
  expect(["", "0", "2", ".5"].map((text) => read(text).data?.suggested_temperature)).toEqual([null, 0, 2, 0.5]);
  expect(["2.1", "-1", "hot", "1e0", "0x1"].map((text) => read(text).success)).toEqual(Array(5).fill(false));
});
