/** The whole body, or the verdict; never more than the limit in memory. */
export async function readBounded(request: Request, maxBytes: number): Promise<Blob | 'too-large'> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      return 'too-large';
    }
    chunks.push(part.value);
  }
  return new Blob(chunks);
}
