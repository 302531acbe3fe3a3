import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { demoPayment, terminalsNotOnline } from './demo-payment.mjs';
import { paymentText } from './demo-file.mjs';

interface Request {
  readonly route: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown> | undefined;
}
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const closers: Array<() => void> = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A gateway that gives these answers to POST /payments one after the other. */
async function gatewayAnswering(...answers: Answer[]): Promise<{ url: string; asked: Request[] }> {
  const asked: Request[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked.push({
        route: `${request.method} ${request.url}`,
        headers: request.headers,
        body: text ? (JSON.parse(text) as Record<string, unknown>) : undefined,
      });
      if (request.url?.endsWith('/slip')) return void response.writeHead(200).end('SLIP\r\n');
      const { status, body } = answers.shift() ?? { status: 500, body: {} };
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, asked };
}
const order = (url: string) => demoPayment({ url, apiKey: 'ppk_key', terminalId: 'T1', signal: new AbortController().signal, log: () => undefined });
const APPROVED = { id: 'P1', status: 'approved', outcome: 'approved', final: true, amount: '1500.00', currency: 'RUB' };

describe('the demonstration payment', () => {
  it('is ordered as a till would: key, wait, reservation, a number of its own', async () => {
    const { url, asked } = await gatewayAnswering({ status: 201, body: APPROVED });
    expect(await order(url)).toMatchObject({ payment: { status: 'approved' }, slip: 'SLIP\r\n' });
    const [post] = asked;
    expect(post?.route).toBe('POST /sonata/v1/payments');
    expect(post?.headers).toMatchObject({ authorization: 'Bearer ppk_key', prefer: 'wait=60' });
    expect(post?.body).toMatchObject({
      terminalId: 'T1',
      amount: '1500.00',
      currency: 'RUB',
      reservation: { confirmationNumber: 'RMS285', room: '552' },
    });
    expect(post?.body?.['pmsTransactionNumber']).toContain(post?.headers['idempotency-key']);
  });

  it('reads a warning about the start before, goes on knowingly, and keeps its key', async () => {
    const { url, asked } = await gatewayAnswering(
      { status: 409, body: { code: 'open-payment', payment: { id: 'OLD1' } } },
      { status: 409, body: { code: 'possible-duplicate', payment: { id: 'OLD2' } } },
      { status: 201, body: APPROVED },
    );
    await order(url);
    expect(asked[0]?.body).not.toHaveProperty('acknowledge');
    expect(asked[2]?.body?.['acknowledge']).toEqual({ openPayment: ['OLD1'], duplicateOf: ['OLD2'] });
    expect(asked[2]?.headers['idempotency-key']).toBe(asked[0]?.headers['idempotency-key']);
  });

  it('waits for a terminal that is not free yet', async () => {
    const { url } = await gatewayAnswering({ status: 409, body: { code: 'terminal-busy' } }, { status: 201, body: APPROVED });
    expect((await order(url)).payment.id).toBe('P1');
  });

  it('that is not final yet is asked about until it is', async () => {
    const { url, asked } = await gatewayAnswering(
      { status: 201, body: { ...APPROVED, status: 'in_progress', final: false } },
      { status: 200, body: { ...APPROVED, status: 'declined' } },
    );
    expect((await order(url)).payment.status).toBe('declined');
    expect(asked[1]?.route).toBe('GET /sonata/v1/payments/P1');
  });

  it.each([
    [403, 'forbidden'],
    [409, 'open-payment'],
  ])('that is refused for good (%i %s) is an error with the gateway’s words', async (status, code) => {
    const { url } = await gatewayAnswering({ status, body: { code, detail: 'not for you' } });
    await expect(order(url)).rejects.toThrow(new RegExp(`${status} ${code} not for you`));
  });
});

describe('the terminals of the demonstration', () => {
  it('are waited for until all are online', async () => {
    const busy = {
      data: [
        { name: 'A', status: 'online' },
        { name: 'B', status: 'busy' },
      ],
    };
    const { url, asked } = await gatewayAnswering({ status: 200, body: busy }, { status: 200, body: { data: [{ name: 'B', status: 'online' }] } });
    expect(await terminalsNotOnline({ url, apiKey: 'ppk_key', signal: new AbortController().signal, log: () => undefined })).toEqual([]);
    expect(asked.map(({ route }) => route)).toEqual(['GET /sonata/v1/terminals', 'GET /sonata/v1/terminals']);
  });
});

describe('what is printed of it', () => {
  it('frames the slip and names what a cashier would look for', () => {
    const text = paymentText({ ...APPROVED, result: { rrn: '5123', authCode: null, cardMask: '4***1' } }, 'A\r\nBB\n\n');
    expect(text).toBe('Demonstration payment 1500.00 RUB: APPROVED (RRN 5123, 4***1)\n  ┌────┐\n  │ A  │\n  │ BB │\n  └────┘');
  });

  it('says why a payment was declined', () => {
    expect(paymentText({ ...APPROVED, status: 'declined', decline: { message: 'Insufficient funds' } }, undefined)).toMatch(
      /DECLINED — Insufficient funds$/,
    );
  });
});
