"use client";
import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Lack } from "./lack";

const ResourceForm = lazy(() =>
  import("@/components/resources/resource-form").then(({ ResourceForm }) => ({ default: ResourceForm })),
);

type MissingConnectionProps = { name: string; there: boolean; onMade?: (name: string) => void };

/** A data connection that models of the agent read from; it is created on the spot, under the name that they use. */
export function MissingConnection({ name, there, onMade }: MissingConnectionProps) {
  const [creating, setCreating] = useState(false);
  const create = (
    <Button size="sm" aria-label={`Create data connection ${name}`} onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      Create it
    </Button>
  );
  return (
    <>
      <Lack title={`Data connection ${name}`} done={there} action={create}>
        {there ? "It is here now." : "Models of the agent read from it and find it by exactly this name."}
      </Lack>
      <Suspense fallback={null}>
        {creating && (
          <ResourceForm
            kind="data-connections"
            existing={null}
            named={name}
            open
            onOpenChange={setCreating}
            onSaved={(saved) => onMade?.(saved.name)}
          />
        )}
      </Suspense>
    </>
  );
}
