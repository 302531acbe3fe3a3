import { forwardToGateway } from '@/server/forward.ts';

/** The one door from the browser to the gateway: only listed routes, only from our own pages. */
export const GET = (request: Request): Promise<Response> => forwardToGateway(request);
export const POST = (request: Request): Promise<Response> => forwardToGateway(request);
export const PUT = (request: Request): Promise<Response> => forwardToGateway(request);
export const PATCH = (request: Request): Promise<Response> => forwardToGateway(request);
export const DELETE = (request: Request): Promise<Response> => forwardToGateway(request);
