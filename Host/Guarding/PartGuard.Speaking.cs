namespace Melange.Host.Guarding;

/// <summary>Parts that lead from mel to noise and back, and from mel to audio.</summary>
internal static partial class PartGuard
{
    private class Process(IProcess inner, PartWatch watch) : Weightless(inner), IProcess
    {
        protected PartWatch Watch { get; } = watch;

        public Tensor Center(Tensor mean) => Watch.Run(() => inner.Center(mean), Rule("center", mean)); // or mu itself

        public double Decay(double time) => Watch.Run(() => inner.Decay(time));

        public double Spread(double time) => Watch.Run(() => inner.Spread(time));

        public Tensor Noisy(ProcessExample example) => Watch.Run(
            () => inner.Noisy(example),
            Rule("noisy", example.Data) with
            {
                Inputs = [("data", example.Data), ("mean", example.Mean), ("noise", example.Noise)]
            });

        public Tensor Deviation(Tensor answer, ProcessExample example) => Watch.Run(
            () => inner.Deviation(answer, example),
            Rule("deviation", example.Data) with { Inputs = [(nameof(answer), answer), ("data", example.Data)] });

        public Tensor AnswerOfPrior(Tensor noisy, Tensor mean, Tensor time) => Watch.Run(
            () => inner.AnswerOfPrior(noisy, mean, time),
            Rule("answer", noisy) with { Inputs = [(nameof(noisy), noisy), (nameof(mean), mean)] });

        public Tensor Flow(Tensor answer, ProcessPoint at) => Watch.Run(() => inner.Flow(answer, at),
            Rule("flow", at.Noisy) with { Inputs = [(nameof(answer), answer), ("noisy", at.Noisy)] });

        public Tensor Data(Tensor answer, ProcessPoint at) => Watch.Run(() => inner.Data(answer, at),
            Rule("data", at.Noisy) with { Inputs = [(nameof(answer), answer), ("noisy", at.Noisy)] });

        private static TensorRule Rule(string name, Tensor like) => new(name, "B M T", like.shape, like);
    }

    private sealed class Diffusion(IDiffusionProcess inner, PartWatch watch) : Process(inner, watch), IDiffusionProcess
    {
        public NoiseSchedule Schedule => Watch.Run(() => inner.Schedule);
    }

    private sealed class Sampler(ISampler inner, PartWatch watch) : Weightless(inner), IStatesProcesses
    {
        public bool Solves(IProcess process) => watch.Run(() =>
            inner is IStatesProcesses states ? states.Solves(process) : process is IDiffusionProcess);

        public Tensor Sample(SamplerInput input) => watch.Run(
            () => inner.Sample(input),
            new("mel", "B M T", input.Start.shape, input.Start)
            {
                Inputs = [("start", input.Start), ("mean", input.Mean)]
            });
    }

    private sealed class Noise(INoise inner, PartWatch watch) : Weightless(inner), INoise
    {
        public Tensor Draw(NoiseInput input) => watch.Run(
            () => inner.Draw(input),
            new("noise", "B M T", input.Mean.shape, input.Mean) { Inputs = [("mean", input.Mean)] });
    }

    private class Vocoder(IVocoder inner, PartWatch watch, int hopSamples) : Weightless(inner), IVocoder
    {
        public Tensor Vocode(Tensor logMel, Generator random) => watch.Run(
            () => inner.Vocode(logMel, random),
            new("audio", "samples", [logMel.shape[1] * hopSamples], logMel) { Inputs = [(nameof(logMel), logMel)] });
    }

    private sealed class MelVocoder(IStatesMel inner, PartWatch watch, int hopSamples)
        : Vocoder(inner, watch, hopSamples), IStatesMel
    {
        public AudioFormat Mel { get; } = watch.Run(() => inner.Mel);

        public string Origin { get; } = watch.Run(() => inner.Origin);
    }
}
