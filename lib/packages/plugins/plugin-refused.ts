/** A plugin that breaks a rule; the message names rule and entry. Nothing of it may be kept. */
export class PluginRefused extends Error {
  override readonly name = "PluginRefused";
}
