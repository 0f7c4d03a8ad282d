-- Which versions speak as a persona: asked when one is shown and before one is deleted.
CREATE INDEX "AgentVersion_personaId_idx" ON "AgentVersion" (("content"->>'personaId')) WHERE "content"->>'personaId' IS NOT NULL;
