/** What people call a terminal, and what the bank does; the rest of the registration. */
export interface LabelValues {
  readonly name: string;
  readonly tid: string;
  readonly mid: string;
  /** One a line, or with commas between. */
  readonly workstations: string;
  readonly settleAt: string;
}

export const NO_LABELS: LabelValues = { name: '', tid: '', mid: '', workstations: '', settleAt: '' };

/** The same for the gateway; empty means none. */
export function toLabels(values: LabelValues) {
  const text = (value: string): string | null => (value.trim() === '' ? null : value.trim());
  return {
    name: values.name.trim(),
    tid: values.tid.trim(),
    mid: text(values.mid),
    workstations: values.workstations.split(/[\n,;]/).flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
    settleAt: text(values.settleAt),
  };
}

/** What is plainly missing; the gateway has the last word. */
export const missingLabels = ({ name, tid }: LabelValues): readonly ('name' | 'tid')[] => [
  ...(name.trim() === '' ? (['name'] as const) : []),
  ...(tid.trim() === '' ? (['tid'] as const) : []),
];

/** Pointers of the gateway's answer to the fields; a fault of one workstation belongs to the list of them. */
export const labelFaults = (fields: Readonly<Record<string, string>>): Partial<Record<keyof LabelValues, string>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([pointer, message]) => {
      const root = pointer.split('/')[1] ?? '';
      return root in NO_LABELS ? [[root, message]] : [];
    }),
  );
