using Melange.Host.Assembly;
using Melange.Host.Training;
using Tensorboard;

namespace Melange.Host.Tests.Training;

public sealed class TensorboardLogTests
{
    private const string EveryStep = "training.tensorboard={ \"everySteps\": 1, \"pictureSteps\": 3 }";
    private const string Validated = "training.validation={ \"everySteps\": 2 }";

    [Fact]
    public void Run_EveryStep_WritesEveryTagAtItsSteps()
    {
        using var tiny = new TinyRun();
        using var training = Training(tiny, EveryStep, Validated, "model.estimator.gate.use=phoneme-fallback-soft");

        var state = training.Run($"{tiny.Folder}/run");

        var steps = Steps(tiny);
        string[] always =
        [
            "loss/prior", "loss/duration", "optimiser/gradientNorm", "optimiser/learningRate", "rezero/down.0",
            "rezero/down.1", "rezero/down.2", "rezero/mid", "rezero/up.0", "rezero/up.1", "process/framesPerSecond",
            "process/memoryMegabytes", "process/peakMemoryMegabytes"
        ];
        Assert.All(always, tag => Assert.Equal([1, 2, 3, 4, 5, 6], steps[tag]));
        Assert.All(["loss/diffusion", "loss/penalty"], tag => Assert.Equal([3, 4, 5, 6], steps[tag]));
        Assert.All(["validation/loss", "validation/diffusion", "validation/prior", "validation/duration"],
            tag => Assert.Equal([2, 4, 6], steps[tag]));
        Assert.All(["mel/target", "mel/prior", "mel/synthesised"], tag => Assert.Equal([3, 6], steps[tag]));
        Assert.Equal(always.Length + 2 + 4 + 3, steps.Count);
        Assert.Equal(state.Losses.Select(point => (float)point.Prior), Values(tiny, "loss/prior"));
        Assert.Equal(state.Validation.Select(point => (float)point.Loss), Values(tiny, "validation/loss"));
        Assert.All(Events(tiny).Skip(1), found => Assert.InRange(
            DateTimeOffset.FromUnixTimeSeconds((long)found.WallTime), DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddSeconds(1)));
    }

    [Fact]
    public void Run_Pictures_AreTheTargetsFramesByItsBins()
    {
        using var tiny = new TinyRun();
        using var training = Training(tiny, EveryStep, "training.steps=3", "training.tensorboard.everySteps=2");

        training.Run($"{tiny.Folder}/run");

        Assert.Equal([2], Steps(tiny)["loss/prior"]);
        var pictures = Events(tiny).SelectMany(found => found.Summary?.Value ?? [])
            .Where(value => value.Image is not null).ToList();
        Assert.Equal(["mel/target", "mel/prior", "mel/synthesised"], pictures.Select(value => value.Tag));
        Assert.All(pictures, picture => Assert.Equal(3 * 80, picture.Image.Height));
        var target = EvaluationPairs.Choose(training.Plan.Corpus, new() { Limit = 1 })[0].Target;
        Assert.All(pictures, picture => Assert.Equal(3 * target.Frames, picture.Image.Width));
        Assert.All(pictures, picture => Assert.Equal(
            [0x89, (byte)'P', (byte)'N', (byte)'G'], picture.Image.EncodedImageString.ToByteArray()[..4]));
        Assert.Equal(3, pictures.Select(picture => picture.Image.EncodedImageString).Distinct().Count());
    }

    [Fact]
    public void Run_KilledAfterACheckpoint_ResumedWritesNoStepTwice()
    {
        using var tiny = new TinyRun();
        using (var killed = Training(tiny, EveryStep, Validated))
            Assert.Throws<IOException>(() => killed.Run($"{tiny.Folder}/run", progress: step =>
            {
                if (step == 5)                                                      // the last checkpoint is of step 4
                    throw new IOException("killed");
            }));
        File.AppendAllText(Files(tiny).Single(), "half a reco");                    // what a kill leaves
        var before = Steps(tiny)["loss/prior"];

        using var resumed = Training(tiny, EveryStep, Validated);
        resumed.Run($"{tiny.Folder}/run");

        Assert.Equal([1, 2, 3, 4, 5], before);
        Assert.Equal(2, Files(tiny).Length);
        Assert.Equal([1, 2, 3, 4, 5, 6], Steps(tiny)["loss/prior"]);
        Assert.Equal([2, 4, 6], Steps(tiny)["validation/loss"]);
        Assert.Equal([3, 6], Steps(tiny)["mel/prior"]);
    }

    [Fact]
    public void KeepUpTo_FileThatIsNoLog_LeavesItAsItIs()
    {
        using var folder = new TestFolder();
        byte[] record = [3, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0xff, 0xff, 0xff, 5, 6, 7, 8];
        var file = folder.Write("events.out.tfevents.1", "");
        File.WriteAllBytes(file, record);

        EventFiles.KeepUpTo(folder.Name, step: 0);

        Assert.Equal(record, File.ReadAllBytes(file));
    }

    [Fact]
    public void Run_NotAskedFor_WritesNoFile()
    {
        using var tiny = new TinyRun();
        using var training = Training(tiny, "training.steps=3");

        training.Run($"{tiny.Folder}/run");

        Assert.False(Directory.Exists($"{tiny.Folder}/run-tensorboard"));
    }

    private static TinyTraining Training(TinyRun tiny, params string[] settings)
    {
        var options = tiny.Options(settings);
        return new(options, TinyRun.Corpus(options));
    }

    private static string[] Files(TinyRun tiny) =>
        [.. Directory.GetFiles($"{tiny.Folder}/run-tensorboard").Order(StringComparer.Ordinal)];

    private static List<Event> Events(TinyRun tiny) =>
        [.. Files(tiny).SelectMany(EventFiles.Read).Select(entry => entry.Event)];

    private static Dictionary<string, long[]> Steps(TinyRun tiny) => Events(tiny)
        .SelectMany(found => (found.Summary?.Value ?? []).Select(value => (value.Tag, found.Step)))
        .GroupBy(value => value.Tag).ToDictionary(tag => tag.Key, tag => tag.Select(value => value.Step).ToArray());

    private static IEnumerable<float> Values(TinyRun tiny, string tag) => Events(tiny)
        .SelectMany(found => found.Summary?.Value ?? []).Where(value => value.Tag == tag)
        .Select(value => value.SimpleValue);
}
