# What busybody 1.0's way of judging costs: one scikit-learn isolation forest of 100 trees a user, fitted on the user's sign-ins
# and asked once for a score of each. Reads lines {user, rows: [[x, y, z, owner, agent], ...]}, prints one JSON line.
# Features of 1.0: place on the unit sphere, binary tf-idf of the owner's words, the same of the user agent's words without
# those that bear a number. Making them is timed apart, so that only the forests are compared.
import json
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.feature_extraction.text import TfidfVectorizer

WORDS = {"owner": r"(?u)\b\w+\b", "agent": r"(?u)\b[^\W\d]+\b"}


def tf_idf(texts, pattern):
    try:
        return TfidfVectorizer(binary=True, token_pattern=pattern).fit_transform(texts).toarray()
    except ValueError:  # no words at all
        return numpy.zeros((len(texts), 0))


features_s = forests_s = forests_cpu_s = 0.0
users = rows = 0
for line in sys.stdin:
    signins = json.loads(line)["rows"]
    start = time.perf_counter()
    points = numpy.array([row[:3] for row in signins], dtype=float)
    owners = tf_idf([row[3] for row in signins], WORDS["owner"])
    agents = tf_idf([row[4] for row in signins], WORDS["agent"])
    matrix = numpy.hstack([points, owners, agents])
    fitted = time.perf_counter()
    fitted_cpu = time.process_time()
    IsolationForest(n_estimators=100, random_state=0).fit(matrix).score_samples(matrix)
    forests_cpu_s += time.process_time() - fitted_cpu
    forests_s += time.perf_counter() - fitted
    features_s += fitted - start
    users += 1
    rows += len(signins)

print(json.dumps({
    "version": sklearn.__version__,
    "users": users,
    "rows": rows,
    "featuresMs": round(features_s * 1000),
    "forestsMs": round(forests_s * 1000),
    "forestsCpuMs": round(forests_cpu_s * 1000),
}))
