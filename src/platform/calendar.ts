import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkingDayCalendar } from '../kernel/calendar.js';
import { year2024 } from './calendar/2024.js';
import { year2025 } from './calendar/2025.js';
import { year2026 } from './calendar/2026.js';
import { parseCalendarYear, type PublishedYear } from './calendar-year.js';

/** The State Council's yearly notices this version knows; a later year comes from a file. */
export const PUBLISHED_YEARS: readonly PublishedYear[] = [year2024, year2025, year2026];

/**
 * The working-day calendar. A file `<folder>/<year>.json` adds a year, or replaces one the product
 * ships: the notice for next year appears each November, between two releases.
 *
 * @throws CalendarYearError when a file of the folder cannot be trusted
 */
export function loadCalendar(folder?: string): WorkingDayCalendar {
  return new WorkingDayCalendar(calendarYears(folder));
}

/** The years in force, one each, with the notice they were taken from. */
export function calendarYears(folder?: string): readonly PublishedYear[] {
  const years = new Map(PUBLISHED_YEARS.map((year) => [year.year, year]));
  for (const year of folder ? readFolder(folder) : []) years.set(year.year, year);
  return [...years.values()].sort((a, b) => a.year - b.year);
}

function readFolder(folder: string): readonly PublishedYear[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^\d{4}[.]json$/.test(name));
  return names.map((name) => {
    const file = join(folder, name);
    return parseCalendarYear(readFileSync(file, 'utf8'), file);
  });
}
