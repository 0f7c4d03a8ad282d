import { useEffect, useState } from "react";

/** A value once it has not changed for so many ms: for asking the server about what is being typed. */
export function useSettled<T>(value: T, wait: number): T {
  const [settled, setSettled] = useState(value);
  // The clock is the system outside.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}
