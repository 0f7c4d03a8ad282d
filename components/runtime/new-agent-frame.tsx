"use client";
import { FormError } from "@/components/patterns/form-error";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type FieldsProps, NewAgentFields } from "./new-agent-fields";

/** The form of a new agent: its fields and buttons. */
export function NewAgentFrame({ form, templates }: FieldsProps) {
  return (
    <Card>
      <CardBody className="flex flex-col gap-5 py-4">
        <FormError errors={form.formState.errors} />
        <NewAgentFields form={form} templates={templates} />
      </CardBody>
      <CardFooter className="justify-end">
        <Button asChild>
          <Link href="/agents">Cancel</Link>
        </Button>
        <Button type="submit" variant="primary" loading={form.formState.isSubmitting}>
          Create and start
        </Button>
      </CardFooter>
    </Card>
  );
}
