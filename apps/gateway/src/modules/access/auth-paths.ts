export const AUTH_PATH = '/portal/v1/auth';
/** Set by our own bridge only; what a caller sends under this name never gets to the library. */
export const CLIENT_ADDRESS_HEADER = 'x-payport-client-address';
