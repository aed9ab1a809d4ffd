using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Checkpoints;
using Melange.Host.Importing;
using Melange.Testing;

namespace Melange.Host.Tests.Importing;

public sealed class MatchaImportTests
{
    [Theory, InlineData(false, 1), InlineData(true, 3)]
    public void Run_OfficialWeights_GoFromIdsToTheOfficialMel(bool hasSpeakers, int speakers)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = hasSpeakers ? MatchaFile.OfSpeakers() : MatchaFile.OfOneSpeaker();

        var made = Import(folder, official.Weights()).Run();

        Assert.Equal($"tensors {official.Weights().Count}, phoneme ids 178, speakers {speakers}", made);
        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);
        Assert.Equal(hasSpeakers ? ["speaker"] : [], model.Model.Conditions.Select(condition => condition.Name));
        var (frames, mel) = Spoken(model, official);
        var expected = official["out.mel"];
        Assert.Equal(official["out.frames"].data<long>().ToArray(), frames);
        var shown = arange(expected.shape[2]).unsqueeze(0).lt(tensor(frames).unsqueeze(1)).unsqueeze(1);
        TensorAssert.Close(expected * shown, mel.narrow(2, 0, expected.shape[2]) * shown, 1e-3); // ten steps
    }

    [Fact]
    public void Run_OfficialWeights_WritesWhatTheyTell()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = MatchaFile.OfSpeakers();

        Import(folder, official.Weights()).Run();

        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);
        (string Path, string Value)[] expected =
        [
            ("model.encoder.channels", "24"), ("model.encoder.filterChannels", "40"), ("model.encoder.layers", "2"),
            ("model.encoder.durationChannels", "20"), ("model.encoder.kernelSize", "3"),
            ("model.estimator.channels.0", "32"), ("model.estimator.channels.1", "48"),
            ("model.estimator.blocks", "1"), ("model.estimator.midLevels", "2"), ("model.estimator.speaker", "speaker"),
            ("model.estimator.padding", "as-published"), ("model.estimator.attention.use", "none"),
            ("model.conditioning.speaker.width", "16"), ("model.conditioning.speaker.hidden", "0"),
            ("model.process.use", "flow-matching"), ("synthesis.sampler.steps", "10"),
            ("synthesis.durationRounding", "up"), ("synthesis.phonemizer.use", "espeak-ng"),
            ("synthesis.phonemizer.notation", "ipa-text")
        ];
        Assert.All(expected, option => Assert.Equal(option.Value, model.Config.Value(option.Path)));
        Assert.Equal(official["mel_mean"].item<float>(), (float)model.Options.Features.MelMean);
        Assert.Equal(official["mel_std"].item<float>(), (float)model.Options.Features.MelDeviation);
    }

    [Fact]
    public void Run_PublishedNumberOfHeads_GivesEachItsShare()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();

        Import(folder, MatchaFile.OfOneSpeaker().Weights(),
            request => request with { Settings = [] }).Run(); // 24 features together

        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);
        Assert.Equal("12", model.Config.Value("model.estimator.features"));
    }

    [Fact]
    public void Run_OfficialSymbols_HaveTheIdsOfThePage()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();

        Import(folder, MatchaFile.OfOneSpeaker().Weights()).Run();

        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);
        Assert.Equal(SymbolsOfThePage(), model.Inventory.Phonemes);
        Assert.Equal(["0"], model.Inventory.Speakers);
        Assert.Equal([0, 177, 0, 16, 0], model.Inventory.WithBlanks([177, 16])); // id 0 is padding and blank
    }

    [Fact]
    public void Run_OfficialWeights_AlignARecordingWithBlanksBetweenItsSymbols()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        Import(folder, MatchaFile.OfOneSpeaker().Weights()).Run();
        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);

        var found = new ReferenceAligner(model.Model, CPU).Align(zeros(80, 9), [0, 61, 0], (0, 0));

        Assert.Equal(9, found.Durations.Sum());
    }

    [Fact]
    public void Run_OtherNumberOfSymbols_AsksForThemAndKeepsTheBlank()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var weights = MatchaFile.OfOneSpeaker().Weights();
        weights["encoder.emb.weight"] = weights["encoder.emb.weight"][..4];
        var names = folder.Write("names.txt", "pad\na\nb\nc\n");

        Assert.Equal("official.safetensors: it has weights for 4 phoneme ids, but matcha has 178 symbols; --phonemes "
            + "FILE says what the ids stand for, one a line.", Refusal(folder, weights));
        Import(folder, weights, request => request with { Phonemes = names }).Run();

        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);
        Assert.Equal(["pad", "a", "b", "c"], model.Inventory.Phonemes);
        Assert.Equal([0, 3, 0, 1, 0], model.Inventory.WithBlanks([3, 1]));
    }

    [Fact]
    public void Run_SpeakersThatDoNotFit_SaysWhoHearsHowMany()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var (one, several) = (MatchaFile.OfOneSpeaker().Weights(), MatchaFile.OfSpeakers().Weights());
        var wide = several.ToDictionary();
        wide["spk_emb.weight"] = zeros(3, 20);
        var lost = several.ToDictionary();
        lost.Remove("spk_emb.weight");
        var mixed = several.ToDictionary(); // the encoder hears a speaker, the decoder does not
        foreach (var (name, value) in one.Where(entry => entry.Key.StartsWith("decoder.", StringComparison.Ordinal)))
            mixed[name] = value;
        const string Rule = ": they must be as many, or a file of one speaker have none of both.";
        const string Encoder = "official.safetensors: its text encoder hears 16 features of a speaker, but ";
        const string Decoder = "official.safetensors: its decoder hears 0 features of a speaker, but ";

        Assert.Equal($"{Encoder}spk_emb.weight has 20{Rule}", Refusal(folder, wide));
        Assert.Equal($"{Encoder}spk_emb.weight has 0{Rule}", Refusal(folder, lost));
        Assert.Equal($"{Decoder}spk_emb.weight has 16{Rule}", Refusal(folder, mixed));
    }

    [Fact]
    public void Run_FileOfAnotherModel_SaysWhatItIs()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        const string Tables = "tables of relative positions (encoder.encoder.attn_layers.0.emb_rel_k), so that it is";
        const string AsGrad = "If it is Grad-TTS', melange import grad-tts takes it.";
        const string AsMatcha = "If it is Matcha-TTS', melange import matcha takes it.";

        Assert.Equal($"official.safetensors: its text encoder has {Tables} none of Matcha-TTS. {AsGrad}",
            Refusal(folder, GradTtsFile.Speakers(2)));
        Assert.Equal($"official.safetensors: its text encoder has no {Tables} none of Grad-TTS. {AsMatcha}",
            Refusal(folder, MatchaFile.OfSpeakers().Weights(), AsGradTts));
        Assert.Equal("official.safetensors: its decoder has no decoder.estimator.down_blocks.0.*, so that it is none "
            + $"of Matcha-TTS; it has decoder.estimator.blocks.0.weight. {AsGrad}",
            Refusal(folder, WithOtherDecoder(MatchaFile.OfSpeakers().Weights())));
        Assert.Equal("official.safetensors: its decoder has no decoder.estimator.downs.0.*, so that it is none of "
            + $"Grad-TTS; it has decoder.estimator.blocks.0.weight. {AsMatcha}",
            Refusal(folder, WithOtherDecoder(GradTtsFile.Weights()), AsGradTts));
    }

    [Fact]
    public void Run_SizesThatGroupsOrHeadsDoNotDivide_SaysWhatWouldFit()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var weights = MatchaFile.OfOneSpeaker().Weights();

        Assert.Equal("--set model.estimator.channels=[32, 48]: model.estimator.channels must be multiples of groups = "
            + "5, one a level, but were [32, 48].", Refusal(folder, weights, Setting("model.estimator.groups=5")));
        Assert.Equal("--set model.encoder.heads=5: model.encoder.heads must part the transformer's width 24 (channels 24 "
            + "+ conditions 0) into heads of a multiple of 4 features, half of which are turned, but was 5. Fit: 1, 2, "
            + "3, 6.", Refusal(folder, weights, Setting("model.encoder.heads=5")));
    }

    [Fact]
    public void Run_MeanOfEachBin_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var weights = MatchaFile.OfOneSpeaker().Weights();
        weights["mel_mean"] = zeros(80);

        Assert.Equal("official.safetensors: 'mel_mean' must hold one number, but is [80].", Refusal(folder, weights));
    }

    // As Synthesiser speaks, but with durations that are rounded up, as published, and the fixture's noise.
    private static (long[] Frames, Tensor Mel) Spoken(ModelFolder folder, MatchaFile official)
    {
        var (model, ids, noise) = (folder.Model, official["in.ids"], official["in.noise"]);
        var mask = arange(ids.shape[1]).unsqueeze(0).lt(official["in.lengths"].unsqueeze(1));   // [B, P]
        var speakers = official.HasSpeakers ? official["in.speakers"] : zeros(2, dtype: int64);
        var reference = model.Condition(new(zeros(2, 80, 3), ones(2, 3, dtype: ScalarType.Bool),
            zeros(2, 3, dtype: int64), speakers, zeros(2, dtype: int64)));
        var encoded = model.Encoder.Encode(new(ids, mask, SynthesisModel.Averages(reference)));
        var durations = (encoded.LogDurations.exp() * mask).ceil().to(int64);                   // [B, P]
        var frames = durations.sum(1);
        var mean = stack([.. Enumerable.Range(0, 2).Select(item => nn.functional.pad(
            encoded.Mean[item].repeat_interleave(durations[item], 1),
            (0, noise.shape[2] - frames[item].item<long>())))]);
        var real = arange(noise.shape[2]).unsqueeze(0).lt(frames.unsqueeze(1));                 // [B, T+]
        var question = new EstimatorInput(mean, mean, zeros(2), real, real.to(int64), reference);
        using var random = new Generator(1);
        var normalised = folder.Options.SamplerFor(model.Process).Sample(new(noise, mean, real,
            (noisy, time) => model.Estimator.Score(question with { Noisy = noisy, Time = time }), random));
        return (frames.data<long>().ToArray(), folder.Options.Features.LogMelOf(normalised));
    }

    // Rows of the table: the first id, and symbols parted by spaces.
    private static List<string> SymbolsOfThePage()
    {
        var symbols = new List<string>();
        var rows = File.ReadLines(Path.Combine(TestFolder.Repository, "docs/checkpoints.md"))
            .SkipWhile(line => line != "| id | symbols |").Skip(2).TakeWhile(line => line.StartsWith('|'));
        foreach (var cells in rows.Select(row => row.Split('|', StringSplitOptions.TrimEntries)))
        {
            Assert.Equal($"{symbols.Count}", cells[1]);
            symbols.AddRange(cells[2].Split(' ').Select(symbol => symbol.Trim('`')).Select(symbol =>
                symbol == "U+0329" ? "\u0329" : symbol));
        }
        return symbols;
    }

    private static ForeignImport Import(TestFolder folder, Dictionary<string, Tensor> weights,
        Func<ImportRequest, ImportRequest>? change = null)
    {
        var request = new ImportRequest("matcha", MatchaFile.Write(folder, weights), $"{folder.Name}/model")
        {
            Settings = MatchaFile.Heads
        };
        return new(change?.Invoke(request) ?? request, TinyRun.Catalog);
    }

    private static string Refusal(TestFolder folder, Dictionary<string, Tensor> weights,
        Func<ImportRequest, ImportRequest>? change = null) =>
        folder.FaultsOf(() => Import(folder, weights, change).Run());

    private static ImportRequest AsGradTts(ImportRequest request) =>
        request with { Format = "grad-tts", Settings = [] };

    private static Func<ImportRequest, ImportRequest> Setting(string setting) =>
        request => request with { Settings = [setting] };

    private static Dictionary<string, Tensor> WithOtherDecoder(Dictionary<string, Tensor> weights)
    {
        var other = weights.Where(entry => !entry.Key.StartsWith("decoder.", StringComparison.Ordinal)).ToDictionary();
        other["decoder.estimator.blocks.0.weight"] = zeros(2);
        return other;
    }
}
