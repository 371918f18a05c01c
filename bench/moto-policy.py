"""Prints the median time of a decision of moto's evaluator, in nanoseconds, for a workload; fails without moto."""

import json
import statistics
import sys
import time

from moto.iam.access_control import IAMPolicy

with open(sys.argv[1], encoding="utf-8") as file:
    workload = json.load(file)
policies = [IAMPolicy(json.dumps(policy)) for policy in workload["policies"]]
requests = workload["requests"]


def decide(request):
    results = [policy.is_action_permitted(request["action"], request["resource"]) for policy in policies]
    return any(result.name == "PERMITTED" for result in results) and all(result.name != "DENIED" for result in results)


times = []
for _ in range(21):
    start = time.perf_counter_ns()
    for request in requests:
        decide(request)
    times.append((time.perf_counter_ns() - start) / len(requests))
print(statistics.median(times))
