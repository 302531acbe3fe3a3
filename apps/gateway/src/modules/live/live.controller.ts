import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { PERMISSIONS, PortalLiveQuery, type LiveEventName } from '@payport/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { parseOrProblem } from '../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { LiveHub, type LiveOut } from './live-hub.ts';
import { readPlace, type LivePlace } from './live-place.ts';

const TYPE = 'text/event-stream; charset=utf-8';
/** A reader that is so far behind is let go, bytes. */
const MOST_WAITING = 512 * 1024;

/** `/portal/v1/live`: HTTP only. Everybody who belongs to a property is told what changes there, as far as they may see it. */
@Controller('portal/v1/live')
export class LiveController {
  constructor(@Inject(LiveHub) private readonly hub: LiveHub) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: PERMISSIONS.viewPayments })
  async stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { once } = parseOrProblem(PortalLiveQuery, request.query);
    const { sessionId } = portalUserOf(request);
    if (once === 'true') {
      const told: string[] = [];
      await this.hub.once(sessionId, placeOf(request), {
        send: (event, place, data) => void told.push(render(event, place, data)),
        end: () => undefined,
        clogged: () => false,
      });
      await reply.header('Content-Type', TYPE).send(told.join(''));
      return;
    }
    const out = new HeldStream(request.id, reply);
    const leave = await this.hub.open(sessionId, placeOf(request), out);
    out.closed(leave);
  }
}

/** A place that cannot be read is one that is too old: everything is read anew, nothing is guessed. */
function placeOf(request: FastifyRequest): LivePlace | null {
  const named = request.headers['last-event-id'];
  return typeof named === 'string' && named !== '' ? (readPlace(named) ?? NOWHERE) : null;
}

const NOWHERE: LivePlace = { server: '', txid: 0n, id: 0n };

const render = (event: LiveEventName, place: string, data: unknown): string => `id: ${place}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** The connection, taken over with its first event: until then an error is still an answer of its own. */
class HeldStream implements LiveOut {
  private raw: ServerResponse | null = null;

  constructor(
    private readonly requestId: string,
    private readonly reply: FastifyReply,
  ) {}

  send(event: LiveEventName, place: string, data: unknown): void {
    (this.raw ??= this.take()).write(render(event, place, data));
  }

  end(): void {
    this.raw?.end();
  }

  readonly clogged = (): boolean => (this.raw?.writableLength ?? 0) > MOST_WAITING;

  closed(then: () => void): void {
    if (this.raw?.destroyed) then();
    else this.raw?.once('close', then);
  }

  private take(): ServerResponse {
    this.reply.hijack();
    // What every answer carries would be lost with the reply.
    for (const [name, value] of Object.entries(this.reply.getHeaders())) if (value !== undefined) this.reply.raw.setHeader(name, value);
    this.reply.raw.writeHead(200, {
      'Content-Type': TYPE,
      'X-Request-Id': this.requestId,
      'X-Accel-Buffering': 'no',
      Connection: 'keep-alive',
    });
    return this.reply.raw;
  }
}
