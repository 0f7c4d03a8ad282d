import type { PackageRecipe } from "@/lib/testing/package-builder";

type Spice = { files?: Record<string, string>; toml?: string };

// Put together here, so that nobody's scanner takes this file for a leak.
const token = ["AKIA", "IOSFODNN7", "EXAMPLE"].join("");
const gitToken = ["ghp", "_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("");
const encoded = Buffer.from("print('hello')").toString("base64");

/** What a reviewer finds in real submissions, one habit each. */
export const spices: readonly Spice[] = [
  { files: { "requirements.txt": "requests>=2.31\npython-dateutil\n" } },
  { files: { "tools/settings.py": `REGION = "eu-central-1"\nACCESS_KEY = "${token}"\n` } },
  {
    files: {
      "tools/convert.py":
        'import subprocess\n\n\ndef to_text(path: str) -> str:\n    done = subprocess.run(["pdftotext", path, "-"], capture_output=True)\n    return done.stdout.decode()\n',
    },
  },
  { files: { "tools/formula.py": "def calculate(formula: str) -> float:\n    return eval(formula)\n" } },
  {
    files: {
      "tools/cache.py":
        'import pickle\n\n\ndef load(path: str):\n    with open(path, "rb") as file:\n        return pickle.load(file)\n',
    },
  },
  {
    files: {
      "tools/service.py":
        'import urllib.request\n\nADDRESS = "https://rates.example.com/latest.json"\n\n\ndef fetch() -> bytes:\n    return urllib.request.urlopen(ADDRESS, timeout=5).read()\n',
    },
  },
  { toml: `[platform]\nurl = "https://muster.example.com"\napi_key = "${["msk", "demo0demo1demo2demo3"].join("_")}"` },
  { files: { "requirements.txt": "rulebook @ git+https://git.example.com/tools/rulebook.git\nncp-sdk\n" } },
  {
    files: {
      "tools/cleanup.py":
        'import shutil\n\nSCRATCH = "/tmp/agent-scratch"\n\n\ndef clean() -> None:\n    shutil.rmtree(SCRATCH, ignore_errors=True)\n',
    },
  },
  { files: { "tools/mail.py": 'HOST = "mail.example.com"\nUSER = "robot"\nPASSWORD = "Kingfisher-42!"\n' } },
  { files: { "apt-requirements.txt": "poppler-utils\ntesseract-ocr\n" } },
  {
    files: {
      "tools/start.py": `import base64\n\nexec(base64.b64decode("${encoded}"))\n`,
    },
  },
  { files: { ".env": `GITHUB_TOKEN=${gitToken}\n` } },
  { files: { "requirements.txt": "--extra-index-url https://packages.example.com/simple\ntabulate==0.9.0\n" } },
  {
    files: {
      "tools/plugins.py":
        'import importlib\n\n\ndef load(name: str):\n    return importlib.import_module(f"plugins.{name}")\n',
    },
  },
];

/** A recipe with the habits of these numbers added. */
export function spiced(recipe: PackageRecipe, ...numbers: number[]): PackageRecipe {
  const chosen = numbers.map((number) => spices[number % spices.length] ?? {});
  const files = Object.assign({}, recipe.files, ...chosen.map((spice) => spice.files ?? {}));
  const toml = [recipe.toml, ...chosen.map((spice) => spice.toml)].filter(Boolean).join("\n");
  return { ...recipe, files, toml };
}
