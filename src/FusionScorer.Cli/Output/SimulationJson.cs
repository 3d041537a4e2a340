using FusionScorer.Core.Simulation;

namespace FusionScorer.Cli.Output;

/// <summary>Learning curves as JSON; the shape is fixed by the simulation contract, so it names no schema.</summary>
internal static class SimulationJson
{
    public static void Write(Shell shell, SimulationResult result) => JsonOut.Document(shell, schema: null, json =>
    {
        json.WriteNumber("clips", result.Clips);
        json.WriteNumber("test", result.Test);
        json.Objects("strategies", result.Strategies, strategy =>
        {
            json.WriteString("name", strategy.Name);
            json.Objects("curve", strategy.Curve, point =>
            {
                json.WriteNumber("labels", point.Labels);
                json.Number("accuracy", point.Accuracy);
                json.Number("accuracySd", point.AccuracySd);
                json.Number("macroF1", point.MacroF1);
                json.Number("aucTop", point.AucTop);
                json.Number("logLoss", point.LogLoss);
                json.Number("ece", point.Ece);
                json.Number("meanClassError", point.MeanClassError);
                json.Number("underRated", point.UnderRated);
            });
        });
    });
}
