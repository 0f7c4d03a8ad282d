import { useCallback, useState } from "react";

type Given = { open?: boolean; onOpenChange?: (open: boolean) => void };

/** Whether something is open: as its user says, or remembered here. */
export function useControlledOpen({ open: given, onOpenChange }: Given): [boolean, (open: boolean) => void] {
  const [own, setOwn] = useState(false);
  const setOpen = useCallback(
    (open: boolean) => {
      setOwn(open);
      onOpenChange?.(open);
    },
    [onOpenChange],
  );
  return [given ?? own, setOpen];
}
