import { type ComponentProps, cloneElement, isValidElement, type Ref, type RefCallback, useMemo } from "react";

type Given = Readonly<Record<string, unknown>>;

/** Handlers of both run, the child's first; classes add up; otherwise the child's own props count. */
function joined(given: Given, own: Given): Given {
  const props: Record<string, unknown> = { ...given, ...own };
  for (const [name, outer] of Object.entries(given)) {
    const inner = own[name];
    if (name === "className") props[name] = [outer, inner].filter(Boolean).join(" ");
    if (/^on[A-Z]/.test(name) && typeof inner === "function" && typeof outer === "function") {
      props[name] = (...event: unknown[]) => {
        inner(...event);
        outer(...event);
      };
    }
  }
  return props;
}

/** Tells one of them about the element; answers how to take it back. */
function tell<T>(ref: Ref<T> | undefined, element: T): () => void {
  if (typeof ref === "function") {
    const ended = ref(element);
    return typeof ended === "function" ? ended : () => ref(null);
  }
  if (!ref) return () => undefined;
  ref.current = element;
  return () => {
    ref.current = null;
  };
}

function both<T>(outer: Ref<T> | undefined, inner: Ref<T> | undefined): Ref<T> | undefined {
  if (!outer || !inner) return outer ?? inner;
  const callback: RefCallback<T> = (element) => {
    if (element === null) return;
    const endings = [tell(outer, element), tell(inner, element)];
    return () => {
      for (const end of endings) end();
    };
  };
  return callback;
}

/** Gives what it gets to its only child, which takes the place of the element that would otherwise be made. */
export function Slot({ children, ref, ...given }: ComponentProps<"button">) {
  const child = isValidElement<Given & { ref?: Ref<HTMLButtonElement> }>(children) ? children : null;
  const refs = useMemo(() => both(ref, child?.props.ref), [ref, child?.props.ref]);
  return child && cloneElement(child, { ...joined(given, child.props), ...(refs && { ref: refs }) });
}
