import type { ComponentProps } from "react";

/** A form that scripts send. Where it is sent before they are there, nothing of it stands in the address. */
export function Form(props: ComponentProps<"form">) {
  return <form method="post" {...props} />;
}
