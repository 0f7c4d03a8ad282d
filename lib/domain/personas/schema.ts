/** What people say of a persona. */
export type PersonaFields = {
  name: string;
  prompt: string;
  description: string | null;
  voiceDescription: string | null;
  category: string | null;
  suggestedTemperature: number | null;
};
