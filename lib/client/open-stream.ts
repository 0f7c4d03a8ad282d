import { parseJson } from "./api-error";

const RETRY = 3_000;
const CLOSED = 2;

type Stream<Name extends string> = {
  names: readonly Name[];
  onEvent: (type: Name, data: unknown) => void;
  /** The connection itself: there, or lost and being made again. */
  onOpen?: () => void;
  onLost?: () => void;
};

/**
 * Reads a stream of events until the returned function is called or it says `end`. After a refusal the browser gives up, so
 * a new source is made then.
 */
export function openStream<Name extends string>(url: string, { names, onEvent, onOpen, onLost }: Stream<Name>) {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  const open = () => {
    const current = new EventSource(url);
    source = current;
    current.addEventListener("open", () => onOpen?.());
    current.addEventListener("error", () => {
      onLost?.();
      if (current.readyState === CLOSED) timer = setTimeout(open, RETRY);
    });
    for (const name of names) current.addEventListener(name, (message) => onEvent(name, parseJson(message.data)));
    current.addEventListener("end", close);
  };
  open();
  return close;
}
