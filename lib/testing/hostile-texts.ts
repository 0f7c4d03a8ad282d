/** Texts that break careless code: bytes that databases refuse, paths, quotes, prototypes, numbers, length. */
export const hostileTexts = [
  "\0",
  "../../etc/passwd",
  '\'; DROP TABLE "User"; --',
  "__proto__",
  "-1",
  "99999999999999999999",
  "agt_",
  "%",
  "🙈".repeat(300),
  "a".repeat(5_000),
];
