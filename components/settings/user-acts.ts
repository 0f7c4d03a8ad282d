type Asking = {
  title: (name: string) => string;
  text: string;
  confirm: string;
  danger: boolean;
  /** What the toast says; null where something else is shown. */
  done: ((name: string) => string) | null;
};

/** What an instance admin can do with a person, and what is asked before. */
export const userActs = {
  disable: {
    title: (name) => `Disable ${name}?`,
    text: "They are signed out everywhere within a second, their API keys stop working, and they cannot sign in. Their agents go on running. You can enable them again.",
    confirm: "Disable",
    danger: true,
    done: (name) => `${name} is disabled`,
  },
  enable: {
    title: (name) => `Enable ${name}?`,
    text: "They can sign in again, with the same rights as before. Their API keys work again as well.",
    confirm: "Enable",
    danger: false,
    done: (name) => `${name} is enabled`,
  },
  promote: {
    title: (name) => `Make ${name} an instance admin?`,
    text: "They may then do everything in every workspace, and change you too.",
    confirm: "Make instance admin",
    danger: false,
    done: (name) => `${name} is an instance admin`,
  },
  demote: {
    title: (name) => `Take instance admin away from ${name}?`,
    text: "They keep their roles in workspaces.",
    confirm: "Take away",
    danger: true,
    done: (name) => `${name} is no longer an instance admin`,
  },
  reset: {
    title: (name) => `Make a link to reset the password of ${name}?`,
    text: "You get a link to send; it works once, for an hour. The present password works until the link is used. They are told that you made it.",
    confirm: "Make link",
    danger: false,
    done: null,
  },
  sessions: {
    title: (name) => `End all sessions of ${name}?`,
    text: "They are signed out everywhere within a second and have to sign in again. Their API keys go on working.",
    confirm: "End sessions",
    danger: true,
    done: (name) => `Signed ${name} out everywhere`,
  },
  factor: {
    title: (name) => `Switch two-factor of ${name} off?`,
    text: "For somebody who lost their phone and their recovery codes. Make sure that it is really they who ask: afterwards the password alone signs in.",
    confirm: "Switch off",
    danger: true,
    done: (name) => `Two-factor of ${name} is off`,
  },
} as const satisfies Record<string, Asking>;

export type UserAct = keyof typeof userActs;
