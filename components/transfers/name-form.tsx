"use client";
import { type FormEvent, useRef, useState } from "react";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { ImportPreview } from "@/lib/contracts/releases/wire/transfers";
import { agentNameProblem } from "@/lib/domain/agents/rules";

type NameFormProps = {
  /** Of the form, for a button that stands elsewhere. */
  id: string;
  agent: ImportPreview["agent"];
  /** False: somebody else has the name. */
  onSubmit: (name: string) => Promise<boolean>;
};

/** What the imported agent is called: at first what is free here. */
export function NameForm({ id, agent: { name: free, package_name: packaged }, onSubmit }: NameFormProps) {
  const [name, setName] = useState(free);
  const [refused, setRefused] = useState<{ name: string; why: string } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const wanted = name.trim();
  const refuse = (why: string) => {
    setRefused({ name: wanted, why });
    input.current?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const problem = agentNameProblem(wanted);
    if (problem) refuse(`The name ${problem}`);
    else if (!(await onSubmit(wanted))) refuse("Another agent here has this name. Choose another one.");
  };
  return (
    <Form id={id} noValidate onSubmit={(event) => void submit(event)}>
      <Field
        label="Name"
        required
        error={refused?.name === wanted ? refused.why : undefined}
        hint={packaged !== free && `'${packaged}' is taken here; '${free}' is free. Choose another one if you like.`}
      >
        {(control) => (
          <Input
            {...control}
            ref={input}
            autoComplete="off"
            spellCheck={false}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
    </Form>
  );
}
