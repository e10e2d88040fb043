import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Sweeper } from '../../src/platform/sweeper.js';

/** What falls due is done when the test asks for it (`sweepNow`), not when a slow machine comes to it. */
export function restSweepers(app: INestApplication): void {
  for (const { providers } of app.get(ModulesContainer).values()) {
    for (const { instance } of providers.values()) {
      if (instance instanceof Sweeper) instance.rest();
    }
  }
}
