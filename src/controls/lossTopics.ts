/** What people look for among the losses though it is none, or does not exist here yet. */
const TOPICS = {
  weightDecay: /weight[\s_-]*decay|权重衰减/,
  penalties: /regulari[sz]|penalt|weight norm|正则|惩罚/,
  ownLoss: /custom|own loss|my loss|nn\.?module|自定义|自己的损失/,
  threshold: /threshold|阈值/,
  ownData: /csv|own data|my data|upload|自己的数据|上传/,
  curves: /\broc\b|pr curve|precision.recall curve|roc曲线|pr曲线/,
  sampling: /over-?sampl|under-?sampl|re-?sampl|smote|采样/,
} as const;

export type LossTopic = keyof typeof TOPICS;

/** The topic that a search of the losses asks about; null if it asks about none. */
export function topicOf(query: string): LossTopic | null {
  const text = query.normalize("NFKC").toLowerCase();
  const topics = Object.keys(TOPICS) as LossTopic[];
  return topics.find((topic) => TOPICS[topic].test(text)) ?? null;
}
