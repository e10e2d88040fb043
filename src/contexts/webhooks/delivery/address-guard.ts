import { Inject, Injectable } from '@nestjs/common';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Config } from '../../../platform/config.js';
import { CONFIG } from '../../../platform/tokens.js';
import { endpointUrl, isOwnMachine } from '../domain/endpoint-url.policy.js';
import { isLoopback, isPublicAddress } from './public-address.js';

/** What a host name stands for now. */
export abstract class NameResolver {
  abstract resolve(hostname: string): Promise<readonly LookupAddress[]>;
}

export class SystemNameResolver extends NameResolver {
  resolve(hostname: string): Promise<readonly LookupAddress[]> {
    return lookup(hostname, { all: true });
  }
}

export class AddressRefused extends Error {
  constructor(
    readonly why: 'host-unknown' | 'address-not-public',
    options?: ErrorOptions,
  ) {
    super(why, options);
    this.name = 'AddressRefused';
  }
}

/**
 * Against requests that we would be made to send into our own network (OWASP: server-side request
 * forgery). A name is looked up once for each delivery, and what was checked is what is connected to:
 * a name that changes its mind in between gains nothing.
 */
@Injectable()
export class AddressGuard {
  /** Plain http of our own means a developer's machine: then, and only then, may it be told. */
  readonly #inDevelopment: boolean;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly resolver: NameResolver,
  ) {
    this.#inDevelopment = config.publicUrl.startsWith('http:');
  }

  /** @throws Rejection `webhooks/url-…` */
  urlOf(text: string): URL {
    return endpointUrl(text, this.#inDevelopment);
  }

  /** All of them may be connected to; one that may not refuses the name. @throws AddressRefused */
  async addressesOf({ hostname }: URL): Promise<readonly LookupAddress[]> {
    const bare = hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(bare)
      ? [{ address: bare, family: isIP(bare) }]
      : await this.#resolve(bare);
    if (!addresses.every(({ address }) => this.#isAllowed(address, hostname))) {
      throw new AddressRefused('address-not-public');
    }
    return addresses;
  }

  async #resolve(hostname: string): Promise<readonly LookupAddress[]> {
    const addresses = await this.resolver.resolve(hostname).catch((cause: unknown) => {
      throw new AddressRefused('host-unknown', { cause });
    });
    if (addresses.length === 0) throw new AddressRefused('host-unknown');
    return addresses;
  }

  #isAllowed(address: string, hostname: string): boolean {
    if (isPublicAddress(address)) return true;
    return this.#inDevelopment && isOwnMachine(hostname) && isLoopback(address);
  }
}
