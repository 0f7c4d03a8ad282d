/** What a rule of the scan has seen, as it is told to a reviewer. */
const sentences: Record<string, string> = {
  "exec.download": "Downloads something and hands it to an interpreter",
  "exec.decoded": "Executes text that it decodes first",
  "exec.shell": "Starts a shell or another process",
  "exec.dynamic": "Executes text as code",
  "exec.native": "Is native code, which nobody can review",
  "net.metadata": "Names the metadata address of a cloud, which gives out credentials",
  "net.address": "Calls a bare network address",
  "net.client": "Opens network connections of its own",
  "net.url": "Names an address in a hook or script",
  "file.outside": "Writes outside of the working folder",
  "file.write": "Writes, deletes or changes the rights of files",
  "inject.override": "Tells the model to drop its instructions",
  "inject.hide": "Tells the model to hide something from the user",
  "inject.reveal": "Tells the model to reveal its prompt or secrets",
  "inject.tags": "Imitates the marks of a system message",
  "inject.invisible": "Holds characters that cannot be seen",
  "secret.private_key": "Holds a private key",
  "secret.token": "Holds a token",
  "secret.password": "Holds a password",
  "secret.file": "A file of this name usually holds secrets",
};

/** The sentence for a rule; of one that is not known, its name. */
export function findingSentence(rule: string): string {
  return sentences[rule] ?? rule;
}
