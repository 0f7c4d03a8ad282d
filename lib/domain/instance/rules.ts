export const LONGEST_INSTANCE_NAME = 100;
export const MOST_IMAGES = 100;
export const LONGEST_IMAGE = 255;

/** `registry:5000/team/name:tag` or `…@sha256:…`; no blanks and no options. */
export const imageShape = /^[a-z0-9][a-z0-9._:/-]*(@sha256:[0-9a-f]{64})?$/i;

/** A name as an engine reads it: without tag and digest the newest is meant. */
const fullName = (image: string) => (/@|:[^/]*$/.test(image) ? image : `${image}:latest`);

/** Whether containers may be made of the image that MUSTER_AGENT_IMAGE names; an empty list leaves that to the machine. */
export function isAllowedImage(image: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.some((one) => fullName(one) === fullName(image));
}

export type InstanceSettings = { docsPublic: boolean; allowedImages: string[]; sshAccess: boolean };

/** All settings from what is stored. SSH is open unless it was closed: each access is granted by itself, for hours. */
export function settingsFrom(stored: Partial<InstanceSettings>): InstanceSettings {
  const { docsPublic = false, allowedImages = [], sshAccess = true } = stored;
  return { docsPublic, allowedImages, sshAccess };
}
