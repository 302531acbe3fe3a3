/** A terminal's own text, as it gave it, on a strip of receipt paper. */
export function SlipPaper({ text, label }: { text: string; label: string }) {
  return (
    <div className="slip-paper mx-auto w-fit max-w-full">
      <pre tabIndex={0} role="group" aria-label={label} className="overflow-x-auto px-4 py-5 font-mono text-[0.75rem] leading-[1.15rem]">
        {text}
      </pre>
    </div>
  );
}
