import { expect, test } from "@playwright/test";
test("it breaks", () => expect({ a: 1 }).toEqual({ a: 2 }));
