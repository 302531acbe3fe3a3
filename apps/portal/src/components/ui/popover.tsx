'use client';
import {
  createContext,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ButtonHTMLAttributes,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { Wish } from './beside.ts';
import { cn } from './cn.ts';
import { showBeside } from './show-beside.ts';

interface Opened {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly id: string;
  readonly opener: RefObject<HTMLButtonElement | null>;
}

const Context = createContext<Opened | null>(null);

function useOpened(): Opened {
  const opened = useContext(Context);
  if (!opened) throw new Error('A part of a popover stands outside of one.');
  return opened;
}

interface PopoverProps {
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A button and the panel that it opens. Who opens it by other means as well holds the state. */
export function Popover({ open: held, onOpenChange, children }: PopoverProps) {
  const [own, setOwn] = useState(false);
  const [id, opener] = [useId(), useRef<HTMLButtonElement>(null)];
  return <Context value={{ open: held ?? own, setOpen: onOpenChange ?? setOwn, id, opener }}>{children}</Context>;
}

export function PopoverTrigger(props: Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'type'>) {
  const { open, setOpen, id, opener } = useOpened();
  return (
    <button
      {...props}
      ref={opener}
      type="button"
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      onClick={() => setOpen(!open)}
    />
  );
}

type ContentProps = Partial<Wish> & { readonly label: string; readonly width?: string; readonly children: ReactNode };

/**
 * Non-modal: the page behind stays usable, Escape or a click beside it closes; so does whatever inside has `data-close`. In
 * the browser's top layer, so that it is above everything, modal dialogs too, from where it stands in the document.
 */
export function PopoverContent(props: ContentProps) {
  return useOpened().open && <Panel {...props} />;
}

const STOPS = 'input, button, a[href], select, textarea, [tabindex]';

function Panel({ label, width = 'w-72', align = 'start', side = 'bottom', children }: ContentProps) {
  const { setOpen, id, opener } = useOpened();
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!panel.current || !opener.current) return undefined;
    return showBeside(panel.current, opener.current, { side, align });
  }, [opener, side, align]);
  useWaysOut(panel, opener, (back) => {
    setOpen(false);
    if (back) opener.current?.focus();
  });

  useEffect(() => {
    const stops = [...(panel.current?.querySelectorAll<HTMLElement>(STOPS) ?? [])];
    (stops.find((stop) => stop.tabIndex >= 0 && !stop.matches(':disabled') && stop.checkVisibility()) ?? panel.current)?.focus({
      preventScroll: true,
    });
  }, []);

  const closeByContent = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || target.closest('[data-close]') === null) return;
    setOpen(false);
    opener.current?.focus();
  };

  return (
    <div
      ref={panel}
      id={id}
      popover="manual"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onClick={closeByContent}
      className={cn(
        'inset-auto m-0 max-w-[calc(100vw-24px)] animate-[rise_.12s_var(--ease-calm)] overflow-y-auto rounded-lg border border-line bg-raised p-1.5 text-left text-[0.875rem]/[1.375rem] font-normal whitespace-normal text-text shadow-raised outline-none',
        width,
      )}
    >
      {children}
    </div>
  );
}

/** Escape gives the focus back; a press or a focus elsewhere has taken it already. */
function useWaysOut(panel: RefObject<HTMLElement | null>, opener: RefObject<HTMLElement | null>, leave: (back: boolean) => void): void {
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // A dialog around it stays.
      event.preventDefault();
      latest.current(true);
    };
    const onElsewhere = ({ target }: Event) => {
      if (target instanceof Node && !panel.current?.contains(target) && !opener.current?.contains(target)) latest.current(false);
    };
    document.addEventListener('keydown', onKey, { capture: true });
    document.addEventListener('pointerdown', onElsewhere);
    document.addEventListener('focusin', onElsewhere);
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true });
      document.removeEventListener('pointerdown', onElsewhere);
      document.removeEventListener('focusin', onElsewhere);
    };
  }, [panel, opener]);
}
