import { useRef, useState } from 'react';
import { useUpload } from './use-bank-files.ts';

interface Failed {
  readonly name: string;
  readonly error: unknown;
}

/** Files that are sent one after another, in the order in which they were given: none is forgotten while another is read. */
export function useUploadQueue(propertyId: string, onDone: () => Promise<void>) {
  const { mutate, isPending, variables } = useUpload(propertyId, onDone);
  const files = useRef<File[]>([]);
  const busy = useRef(false);
  const [waiting, setWaiting] = useState(0);
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const next = (): void => {
    const file = files.current.shift();
    setWaiting(files.current.length);
    busy.current = file !== undefined;
    if (file === undefined) return;
    mutate(file, { onError: (error) => setFailed((before) => [...before, { name: file.name, error }]), onSettled: next });
  };
  const send = (given: readonly File[]): void => {
    files.current.push(...given);
    setWaiting(files.current.length);
    if (busy.current || given.length === 0) return;
    setFailed([]);
    next();
  };
  return { send, reading: isPending ? variables.name : null, waiting, failed };
}
