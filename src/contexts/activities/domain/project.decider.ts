import type { Decider } from '../../../kernel/decider.js';
import { reject } from './activities.rejections.js';
import type { ApproveProject } from './activity.commands.js';
import type { ProjectEvent } from './activity.events.js';

const CATEGORIES_MAX = 4;

export const project: Decider<ApproveProject, { approved: boolean }, ProjectEvent> = {
  category: 'project',
  streamId: ({ data }) => data.projectId,
  initialState: () => ({ approved: false }),
  decide({ data }, { approved }) {
    if (approved) reject('activities/project-exists');
    if (data.to < data.from) reject('activities/period-backwards');
    if (data.categories.length < 1 || data.categories.length > CATEGORIES_MAX) {
      reject('activities/too-many-categories', { max: CATEGORIES_MAX });
    }
    return [{ type: 'activities.ProjectApproved', data }];
  },
  evolve: () => ({ approved: true }),
};
