-- CreateIndex
CREATE INDEX "Agent_personaId_idx" ON "Agent"("personaId");
