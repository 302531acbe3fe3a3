/** Something that a test holds shut until it has looked. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

export function shutGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
