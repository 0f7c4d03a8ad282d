"use client";
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import type { MenuPanelProps } from "./menu-panel";
import type { CheckItemProps, ItemProps, RadioGroupProps, RadioItemProps } from "./menu-parts";
import { FirstUse, onDemand } from "./on-demand";
import { Slot } from "./slot";

type Opened = { open: boolean; byKey: boolean };
type MenuState = Opened & {
  id: string;
  setOpened: (opened: Opened) => void;
  trigger: RefObject<HTMLButtonElement | null>;
};

const MenuContext = createContext<MenuState | null>(null);

function useMenu(): MenuState {
  const state = useContext(MenuContext);
  if (!state) throw new Error("Only inside a DropdownMenu");
  return state;
}

/** A menu; its list is loaded when it first opens. */
export function DropdownMenu({ children }: { children: ReactNode }) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<Opened>({ open: false, byKey: false });
  const state = useMemo(() => ({ id, trigger, setOpened, ...opened }), [id, opened]);
  return <MenuContext value={state}>{children}</MenuContext>;
}

type TriggerProps = Omit<ComponentProps<"button">, "id" | "ref" | "onPointerDown" | "onKeyDown"> & {
  asChild?: boolean;
};

/** The button that opens it: by the pointer when it goes down, by Enter, Space and the arrow down. */
export function DropdownMenuTrigger({ asChild, ...props }: TriggerProps) {
  const { id, open, setOpened, trigger } = useMenu();
  const pointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.ctrlKey) return;
    setOpened({ open: !open, byKey: false });
    // The list takes the focus.
    if (!open) event.preventDefault();
  };
  const keyDown = (event: KeyboardEvent) => {
    if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    setOpened({ open: event.key === "ArrowDown" || !open, byKey: true });
  };
  const Element = asChild ? Slot : "button";
  return (
    <Element
      type="button"
      aria-haspopup="menu"
      aria-expanded={open}
      aria-controls={open ? `${id}list` : undefined}
      {...props}
      id={id}
      ref={trigger}
      onPointerDown={pointerDown}
      onKeyDown={keyDown}
    />
  );
}

const MenuPanel = onDemand(() => import("./menu-panel"), "early");

/** The floating list of a menu. */
export function DropdownMenuContent(props: Omit<MenuPanelProps, "open" | "onOpenChange" | "trigger" | "byKey">) {
  const { id, open, byKey, setOpened, trigger } = useMenu();
  return (
    <FirstUse when={open}>
      <MenuPanel
        id={`${id}list`}
        aria-labelledby={id}
        open={open}
        byKey={byKey}
        onOpenChange={(next) => setOpened({ open: next, byKey: false })}
        trigger={trigger}
        {...props}
      />
    </FirstUse>
  );
}

/** What a list consists of, which comes with the list. */
export const MenuPartsContext = createContext<typeof import("./menu-parts") | null>(null);

function useParts() {
  const parts = useContext(MenuPartsContext);
  if (!parts) throw new Error("Only inside a DropdownMenuContent");
  return parts;
}

/** An action of a menu. */
export function DropdownMenuItem(props: ItemProps) {
  const { Item } = useParts();
  return <Item {...props} />;
}

/** A choice that can be on or off; the menu stays open. */
export function DropdownMenuCheckItem(props: CheckItemProps) {
  const { CheckItem } = useParts();
  return <CheckItem {...props} />;
}

/** Holds DropdownMenuRadioItems. */
export function DropdownMenuRadioGroup(props: RadioGroupProps) {
  const { RadioGroup } = useParts();
  return <RadioGroup {...props} />;
}

/** One of several choices inside a DropdownMenuRadioGroup. */
export function DropdownMenuRadioItem(props: RadioItemProps) {
  const { RadioItem } = useParts();
  return <RadioItem {...props} />;
}

/** A heading inside a menu. */
export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  const { Label } = useParts();
  return <Label>{children}</Label>;
}

/** A line between groups of a menu. */
export function DropdownMenuSeparator() {
  const { Separator } = useParts();
  return <Separator />;
}
