using System.Text.Json;
using Melange.Host.TensorFiles;

namespace Melange.Host.Tests.Probing;

/// <summary>The whole way from command to files, on a run of seconds.</summary>
[Collection(OfOneTrainedRun.Name)]
public sealed class ProbeCommandTests(TrainedRun run)
{
    private static readonly string[] Sites = ["down.0", "down.1", "down.2", "mid", "up.0", "up.1"];

    [Fact]
    public void Probe_TwoReferences_WritesTensorsEnergiesAndPicturesOfBoth()
    {
        var (exitCode, output, errors) = Probe("f2b", "--reference", "slt_neutral_01", "--reference", "slt_neutral_02",
            "--times", "0.1,0.5", "--phonemes", "T,pau", "--out", $"{run.Folder}/two");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal(["energy.csv", "energy.png", "phoneme-pau.png", "phoneme-t.png", "probe.safetensors"],
            Directory.GetFiles($"{run.Folder}/two").Select(Path.GetFileName).Order());
        Assert.Contains("Diffusion times, at the sampler's nearest call: 0.1 at 0.166667, 0.5 at 0.5\n", output);
        Assert.Contains("reference slt_neutral_02", output);
        using var scope = NewDisposeScope();
        var tensors = Safetensors.Read($"{run.Folder}/two/probe.safetensors");
        string[] quantities = ["attended", "attention-map", "attention-output", "gate-openness", "hidden",
            "reference-phonemes", "rezero", "site-output", "target-phonemes"];
        Assert.Equal(
            from reference in new[] { "slt_neutral_01", "slt_neutral_02" }
            from time in new[] { "t0.166667", "t0.50" }
            from site in Sites
            from quantity in quantities
            select $"{reference}/{time}/{site}/{quantity}", tensors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Probe_Tensors_HaveTheAxesThatTheFileStates()
    {
        Probe("f2f", "--reference", "slt_neutral_01", "--times", "0.5", "--out", $"{run.Folder}/axes");

        using var scope = NewDisposeScope();
        var tensors = Safetensors.Read($"{run.Folder}/axes/probe.safetensors");
        var metadata = SafetensorsMetadata.Of($"{run.Folder}/axes/probe.safetensors");
        var (targets, references) = (tensors["t0.50/down.0/target-phonemes"].shape[1],
            tensors["t0.50/down.0/reference-phonemes"].shape[1]);
        var sizes = new Dictionary<string, long>
        {
            ["1"] = 1,
            ["B"] = 1,
            ["H"] = 2,
            ["C"] = 8,
            ["M"] = 80,
            ["T"] = targets,
            ["R"] = references
        };
        Assert.All(tensors.Where(tensor => tensor.Key.StartsWith("t0.50/down.0/", StringComparison.Ordinal)), tensor =>
        {
            var axes = metadata[$"axes/{tensor.Key.Split('/')[^1]}"].Trim('[', ']').Split(", ");
            Assert.Equal(axes.Select(axis => sizes[axis]), tensor.Value.shape);
            Assert.Equal(axes.Contains("T") || !tensor.Key.EndsWith("phonemes", StringComparison.Ordinal)
                ? tensor.Value.dtype : ScalarType.Int64, tensor.Value.dtype);
        });
        Assert.Equal([1, 8, 80, targets], tensors["t0.50/down.0/hidden"].shape);
        Assert.Equal([1, 2, targets, references], tensors["t0.50/down.0/attention-map"].shape);
        Assert.Equal(ScalarType.Float32, tensors["t0.50/down.0/hidden"].dtype);
        Assert.Equal(ScalarType.Int64, tensors["t0.50/down.0/target-phonemes"].dtype);
    }

    [Fact]
    public void Probe_Metadata_NamesRunTextReferencesTimesAndPhonemes()
    {
        Probe("f2f", "--reference", "slt_neutral_01", "--times", "0.6,0.1", "--heads", "1",
            "--out", $"{run.Folder}/about");

        var metadata = SafetensorsMetadata.Of($"{run.Folder}/about/probe.safetensors");
        Assert.Equal($"{run.Folder}/f2f/seed-1", metadata["run"]);
        Assert.EndsWith("(slt_neutral_09)", metadata["text"]);
        Assert.Equal("slt_neutral_01", metadata["references"]);
        Assert.Equal("0.6=0.5,0.1=0.166667", metadata["times"]);
        Assert.Equal("1", metadata["heads"]);
        Assert.Equal("_", JsonSerializer.Deserialize<string[]>(metadata["phonemes"])![0]);
        Assert.Equal("[B, H, M, T, R]", metadata["axes/attention-map-by-bin"]);
    }

    [Fact]
    public void Probe_EnergyTable_HoldsWhatTheTensorsGive()
    {
        Probe("f2f", "--reference", "slt_neutral_01", "--times", "0.5", "--sites", "mid,up.0",
            "--out", $"{run.Folder}/energy");

        using var scope = NewDisposeScope();
        var tensors = Safetensors.Read($"{run.Folder}/energy/probe.safetensors");
        var rows = File.ReadAllLines($"{run.Folder}/energy/energy.csv").Select(line => line.Split(',')).ToList();
        Assert.Equal(["reference", "time", "site", "quantity", "energy", "mean"], rows[0]);
        Assert.Equal(["0.833333", "0.50", "0.166667"], rows[1..4].Select(row => row[1])); // three calls of the sampler
        Assert.All(rows[1..4], row => Assert.Equal(("x_t", "state", true), (row[2], row[3], double.Parse(row[4]) > 0)));
        Assert.Equal(2 * 7, rows.Count - 4); // all but phonemes
        Assert.All(rows.Skip(4), row =>
        {
            Assert.Equal(["slt_neutral_01", "0.50"], row[..2]);
            var value = tensors[$"t0.50/{row[2]}/{row[3]}"].to(float64);
            var energy = double.Parse(row[4]);
            Assert.Equal(value.square().mean().item<double>(), energy, 1e-6 * energy + 1e-9);
            Assert.Equal(value.mean().item<double>(), double.Parse(row[5]), 1e-6);
        });
    }

    [Fact]
    public void Probe_CapThatActs_SaysWhatItLeftOutAndHowMuchItWouldHaveTaken()
    {
        var (exitCode, output, _) = Probe("f2b", "--reference", "slt_neutral_01", "--times", "0.5", "--by-bin",
            "--sites", "down.0,mid", "--map-megabytes", "1", "--out", $"{run.Folder}/cap");

        using var scope = NewDisposeScope();
        var tensors = Safetensors.Read($"{run.Folder}/cap/probe.safetensors");
        var map = tensors["t0.50/down.0/attention-map"].shape;                      // [1, H, T, R]
        var megabytes = map[1] * map[3] * ((map[2] + 3) / 4 * 4) * 80 * 4 / 1e6;      // T padded to a multiple of 4
        Assert.Equal(0, exitCode);
        Assert.Contains("The cap on attention maps, 1 MB (--map-megabytes), left out 1 of them:\n"
            + "  t0.50/down.0/attention-map-by-bin: left pooled over bins; "
            + $"it would have taken {megabytes:0.##} MB\n", output);
        Assert.DoesNotContain("t0.50/down.0/attention-map-by-bin", tensors.Keys);
        Assert.Contains("t0.50/mid/attention-map-by-bin", tensors.Keys);
    }

    [Fact]
    public void Probe_NoRoomForAnyMap_LeavesOutAllAndStillWritesEnergies()
    {
        var (exitCode, output, _) = Probe("f2f", "--reference", "slt_neutral_01", "--times", "0.5", "--sites", "mid",
            "--map-megabytes", "0", "--out", $"{run.Folder}/none");

        Assert.Equal(0, exitCode);
        Assert.Contains("  t0.50/mid/attention-map: left out; it would have taken ", output);
        Assert.Equal(["energy.csv", "energy.png", "probe.safetensors"],
            Directory.GetFiles($"{run.Folder}/none").Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Probe_WithoutOut_WritesIntoTheTrialsFolder()
    {
        var (exitCode, output, _) = Probe(
            "f2f/seed-1", "--reference", "slt_neutral_01", "--sites", "mid", "--phonemes", "t");

        Assert.Equal(0, exitCode);
        Assert.Contains($"Written to {run.Folder}/f2f/seed-1/probe: probe.safetensors, energy.csv, energy.png, "
            + "phoneme-t.png\n", output);
        Assert.True(File.Exists($"{run.Folder}/f2f/seed-1/probe/phoneme-t.png"));
    }

    [Fact]
    public void Probe_BadRequest_ListsEveryFaultAndWritesNothing()
    {
        var (exitCode, _, errors) = Probe("f2f", "--reference", "slt_neutral_1", "--times", "0.5,2",
            "--sites", "down.3,mid", "--heads", "0,2", "--phonemes", "ZH,t", "--map-megabytes", "-1",
            "--out", $"{run.Folder}/bad");

        Assert.Equal(2, exitCode);
        Assert.Equal("""
            --reference: no utterance of the corpus has the id 'slt_neutral_1'. Did you mean 'slt_neutral_10'?
            --phonemes: the text has no 'zh'. It has: pau, dh, ax, k, ae, t, w, aa, z, r, ah, n, ih, ng, p, ow, d.
            --times: must be diffusion times from 0 (mel) to 1 (noise) parted by commas, but '2' is none.
            --sites: there is no site 'down.3'. Did you mean 'down.2'? Known: down.0, down.1, down.2, mid, up.0, up.1.
            --heads: there is no head 2 at mid, which has 2, counted from 0.
            --map-megabytes: must be at least 0, but was -1.
            6 faults; nothing was written.

            """, errors);
        Assert.False(Directory.Exists($"{run.Folder}/bad"));
    }

    [Fact]
    public void Probe_SettingsOfSynthesis_ChangeHowTheModelSpeaks()
    {
        var (exitCode, output, errors) = Probe("f2f", "--reference", "slt_neutral_01", "--sites", "down.0",
            "--times", "0.5", "--set", "synthesis.sampler.steps=4",
            "--set", """synthesis.edits={ "no-dh": { "phonemes": ["dh", "t"], "link": "forbid", "to": 9 } }""",
            "--out", $"{run.Folder}/set");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("0.5 at 0.625\n", output);
        using var scope = NewDisposeScope();
        var tensors = Safetensors.Read($"{run.Folder}/set/probe.safetensors");
        var about = SafetensorsMetadata.Of($"{run.Folder}/set/probe.safetensors");
        var names = JsonSerializer.Deserialize<string[]>(about["phonemes"])!;
        var ids = tensors["t0.625/down.0/target-phonemes"][0].data<long>().Select(id => names[id]).ToList();
        var open = tensors["t0.625/down.0/gate-openness"][0].data<float>().ToArray();
        Assert.Contains("dh", ids);
        Assert.All(ids.Zip(open).Where(frame => frame.First is "dh" or "t"), frame => Assert.Equal(0, frame.Second));
        Assert.Contains(1, open);
    }

    [Fact]
    public void Probe_SettingOfWhatWasTrained_IsAFault()
    {
        var (exitCode, _, errors) = Probe(
            "f2f", "--reference", "slt_neutral_01", "--set", "model.estimator.dim=16", "--set", "seed=4");

        Assert.Equal(2, exitCode);
        Assert.Equal("--set: a trained model may only be changed in synthesis.…, precision, device and threads, "
            + "but this would change model.estimator.dim 8 → 16.\n"
            + "--set: a trained model may only be changed in synthesis.…, precision, device and threads, "
            + "but this would change seed 1 → 4.\n2 faults; nothing was written.\n", errors);
    }

    [Fact]
    public void Probe_EditOfAPhonemeThatTheTextLacks_IsAFault()
    {
        var (exitCode, _, errors) = Probe("f2f", "--reference", "slt_neutral_01",
            "--set", """synthesis.edits={ "loud": { "phonemes": ["zh"], "scale": 2 } }""");

        Assert.Equal(2, exitCode);
        Assert.Contains("synthesis.edits.loud names 'zh', which the text lacks: it has aa, ae, ", errors);
    }

    [Fact]
    public void Probe_OutThatIsAFile_IsAFault()
    {
        File.WriteAllText($"{run.Folder}/taken", "");

        var (exitCode, _, errors) = Probe("f2f", "--reference", "slt_neutral_01", "--out", $"{run.Folder}/taken");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("--out: it must be a folder that can be written to: ", errors);
    }

    [Fact]
    public void Probe_CheckpointOfAnotherModel_IsAFault()
    {
        var copy = $"{run.Folder}/other/seed-1";
        Directory.CreateDirectory(copy);
        Directory.CreateSymbolicLink($"{copy}/checkpoint", Path.GetFullPath($"{run.Folder}/f2f/seed-1/checkpoint"));
        File.WriteAllText($"{copy}/config.json", File.ReadAllText($"{run.Folder}/f2f/seed-1/config.json")
            .Replace("\"dim\": 8", "\"dim\": 16", StringComparison.Ordinal));

        var (exitCode, _, errors) = Probe("other", "--reference", "slt_neutral_01");

        Assert.Equal(2, exitCode);
        Assert.Matches(@"^\S+/other/seed-1/checkpoint/step-00000003: does not fit .*:\n"
            + @"  ~ config model\.estimator\.dim 8 → 16\n(  ~ estimator\.\S+ \[.*\] -> \[.*\]\n){20}"
            + @"  and \d+ more of another shape\n1 fault;", errors);
    }

    private (int ExitCode, string Output, string Errors) Probe(string trial, params string[] options) =>
        TrainedRun.Melange(["probe", $"{run.Folder}/{trial}", "--text", "slt_neutral_09", .. options]);
}
