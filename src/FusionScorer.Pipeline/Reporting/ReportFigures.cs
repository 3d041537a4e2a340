namespace FusionScorer.Pipeline.Reporting;

/// <summary>A labelling function, as <c>fusion fuse</c> shows it. Shares are of all clips.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Signal">Its signal.</param>
/// <param name="Coverage">Where it fired.</param>
/// <param name="Missing">Where its signal has nothing.</param>
/// <param name="Overlap">Where another fired too.</param>
/// <param name="Conflict">Where another fired with levels that have nothing in common with its own.</param>
/// <param name="Accuracy">Where it fired and the level is known: how often that was among its levels.</param>
/// <param name="Judged">On how many clips that rests.</param>
/// <param name="LearnedAccuracy">The label model's own estimate.</param>
/// <param name="Weight">The learned dependence discount.</param>
public sealed record ReportFunction(
    string Name, string Signal, double Coverage, double Missing, double Overlap, double Conflict, double? Accuracy, long Judged, double? LearnedAccuracy, double? Weight);

/// <summary>Which functions say much the same.</summary>
/// <param name="Functions">Names of the functions of <paramref name="Shares"/>.</param>
/// <param name="Shares">By row and column: how much of the one the other says already, the larger of both directions.</param>
/// <param name="LeftOut">Functions that the table has no room for: those that depend least on others.</param>
/// <param name="Pairs">Pairs that are called dependent, the largest share first.</param>
/// <param name="MorePairs">How many more there are.</param>
public sealed record ReportDependence(
    IReadOnlyList<string> Functions, IReadOnlyList<IReadOnlyList<double>> Shares, int LeftOut, IReadOnlyList<ReportPair> Pairs, int MorePairs);

/// <summary>Two dependent functions.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Share">How much of what they say is the same.</param>
public sealed record ReportPair(string First, string Second, double Share);

/// <summary>Confidence against what people found, on decided clips; each scored by a model without its own decision.</summary>
/// <param name="Temperature">What the logits are divided by; null where the run's logits are gone.</param>
/// <param name="Before">At temperature 1; null as before.</param>
/// <param name="After">As shown.</param>
public sealed record ReportCalibration(double? Temperature, ReportReliability? Before, ReportReliability After);

/// <summary>A reliability diagram.</summary>
/// <param name="Error">The expected calibration error.</param>
/// <param name="Clips">Clips compared.</param>
/// <param name="Bins">Of equal width, from 0 to 1.</param>
public sealed record ReportReliability(double Error, int Clips, IReadOnlyList<ReportBin> Bins);

/// <summary>Clips of like confidence.</summary>
/// <param name="From">From this confidence.</param>
/// <param name="To">To this.</param>
/// <param name="Clips">How many.</param>
/// <param name="Confidence">Their mean confidence; null without a clip.</param>
/// <param name="Accuracy">How many of them were right; null without a clip.</param>
public sealed record ReportBin(double From, double To, int Clips, double? Confidence, double? Accuracy);

/// <summary>What is still expected to be shown too mild, if the most doubtful clips are reviewed first. No learning from the new answers is counted in.</summary>
/// <param name="Clips">Clips that the audit speaks for.</param>
/// <param name="Decided">Of these, decided ones: a person's level counts as right.</param>
/// <param name="Strategy">The policy's strategy.</param>
/// <param name="Points">By share reviewed.</param>
public sealed record ReportReviewShare(int Clips, int Decided, string Strategy, IReadOnlyList<ReportReviewPoint> Points);

/// <summary>The expected under-rated share of all these clips once a share of them is reviewed.</summary>
/// <param name="Reviewed">The share reviewed.</param>
/// <param name="ByStrategy">In the order in which the policy's strategy asks now.</param>
/// <param name="ByRisk">The most probably under-rated first.</param>
/// <param name="AtRandom">In any order.</param>
public sealed record ReportReviewPoint(double Reviewed, double ByStrategy, double ByRisk, double AtRandom);

/// <summary>Which signals contradict each other.</summary>
/// <param name="Threshold">From this conflict on the queue asks.</param>
/// <param name="Clips">Clips with any conflict.</param>
/// <param name="AtLeastThreshold">Of these, those that reach the threshold.</param>
/// <param name="Pairs">By the pair that dominates a clip's conflict, the most frequent first.</param>
/// <param name="MorePairs">How many rarer pairs were left out.</param>
public sealed record ReportConflict(double Threshold, int Clips, int AtLeastThreshold, IReadOnlyList<ReportConflictPair> Pairs, int MorePairs);

/// <summary>Clips whose conflict one pair of signals dominates.</summary>
/// <param name="Milder">The signal that says milder.</param>
/// <param name="Stricter">The other.</param>
/// <param name="Clips">How many clips.</param>
/// <param name="AtLeastThreshold">Of these, those that reach the threshold.</param>
/// <param name="Mean">Their mean conflict.</param>
/// <param name="Worst">The clips of the greatest conflict.</param>
public sealed record ReportConflictPair(string Milder, string Stricter, int Clips, int AtLeastThreshold, double Mean, IReadOnlyList<ReportConflictClip> Worst);

/// <summary>A clip in conflict.</summary>
/// <param name="ClipId">Its id.</param>
/// <param name="Name">Its title, else its path, else its id.</param>
/// <param name="Level">The level shown now.</param>
/// <param name="Source"><c>decision</c>, <c>known</c> or <c>model</c>.</param>
/// <param name="Conflict">Its conflict.</param>
public sealed record ReportConflictClip(string ClipId, string Name, string Level, string Source, double Conflict);

/// <summary>Signal weights.</summary>
/// <param name="Signals">Now.</param>
/// <param name="History">Policies, the oldest first.</param>
/// <param name="Earlier">How many older policies were left out.</param>
public sealed record ReportWeights(IReadOnlyList<ReportSignalWeight> Signals, IReadOnlyList<ReportPolicyStep> History, int Earlier);

/// <summary>A signal's weight.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Weight">Its weight, 0 to 2.</param>
/// <param name="Contribution">How far it moves posteriors: mean absolute nats; null where the run's logits are gone.</param>
public sealed record ReportSignalWeight(string Signal, double Weight, double? Contribution);

/// <summary>A policy in the log.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When it was made.</param>
/// <param name="Author">By whom.</param>
/// <param name="Note">Why.</param>
/// <param name="Active">Whether it is the active one.</param>
/// <param name="Weights">Signals whose weight it states.</param>
/// <param name="UnderRatingCost">Cost of showing one level too mild.</param>
/// <param name="OverRatingCost">Cost of showing one level too strict.</param>
/// <param name="Changes">What is different from its parent; empty for the first.</param>
/// <param name="MoreChanges">How many differences were left out.</param>
public sealed record ReportPolicyStep(
    string Hash, DateTimeOffset At, string Author, string Note, bool Active, IReadOnlyList<ReportStatedWeight> Weights, double UnderRatingCost,
    double OverRatingCost, IReadOnlyList<string> Changes, int MoreChanges);

/// <summary>A weight that a policy states.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Weight">Its weight.</param>
public sealed record ReportStatedWeight(string Signal, double Weight);

/// <summary>What people did. Nothing here is by reviewer.</summary>
/// <param name="Reviewers">How many gave answers.</param>
/// <param name="Answers">Answers, those taken back too.</param>
/// <param name="MeanPerReviewer">Answers by a reviewer on average; null without one.</param>
/// <param name="Timed">Answers whose time is known.</param>
/// <param name="Minutes">The sum of these times.</param>
/// <param name="SecondDrawn">Clips drawn for a second reviewer.</param>
/// <param name="SecondDone">Of these, those with a second level.</param>
/// <param name="SecondAgreed">Of these, those with a level in common.</param>
/// <param name="Disputed">Clips that reviewers disagree on and nobody has settled.</param>
/// <param name="Settled">Clips that a lead has settled.</param>
/// <param name="Alpha">Krippendorff's alpha for ordered levels on clips with blind answers of two; null while nothing can be told.</param>
public sealed record ReportReview(
    int Reviewers, int Answers, double? MeanPerReviewer, int Timed, double Minutes, int SecondDrawn, int SecondDone, int SecondAgreed, int Disputed, int Settled, ReportAlpha? Alpha);

/// <summary>Krippendorff's alpha.</summary>
/// <param name="Value">1 = perfect agreement, 0 = as by chance.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Clips">Clips with two values or more.</param>
/// <param name="Values">Their values.</param>
public sealed record ReportAlpha(double Value, double Low, double High, int Clips, int Values);
