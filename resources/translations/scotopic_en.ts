<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>scotopic::ComparisonPage</name>
    <message numerus="yes">
        <source>%n other file(s) left out: this page takes an evaluation, a data set or models.</source>
        <translation>
            <numerusform>%n other file left out: this page takes an evaluation, a data set or models.</numerusform>
            <numerusform>%n other files left out: this page takes an evaluation, a data set or models.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>scotopic::DataSummary</name>
    <message numerus="yes">
        <source>%n scene(s) to learn from</source>
        <translation>
            <numerusform>%n scene to learn from</numerusform>
            <numerusform>%n scenes to learn from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to validate on</source>
        <translation>
            <numerusform>%n to validate on</numerusform>
            <numerusform>%n to validate on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A clean set of %n picture(s): trains a model for any camera, which gives linear light</source>
        <translation>
            <numerusform>A clean set of %n picture: trains a model for any camera, which gives linear light</numerusform>
            <numerusform>A clean set of %n pictures: trains a model for any camera, which gives linear light</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>scotopic::DroppedFiles</name>
    <message numerus="yes">
        <source>%n other files</source>
        <translation>
            <numerusform>%n other file</numerusform>
            <numerusform>%n other files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>scotopic::InterruptedBar</name>
    <message numerus="yes">
        <source>%n training run(s) were interrupted: %1. They can go on after their last checkpoint.</source>
        <translation>
            <numerusform>%n training run was interrupted: %1. It can go on after its last checkpoint.</numerusform>
            <numerusform>%n training runs were interrupted: %1. They can go on after their last checkpoint.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>scotopic::PairwisePage</name>
    <message numerus="yes">
        <source>%n images</source>
        <comment>number</comment>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scenes</source>
        <comment>number</comment>
        <translation>
            <numerusform>%n scene</numerusform>
            <numerusform>%n scenes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>scotopic::RunDetails</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>scotopic::TrainPage</name>
    <message numerus="yes">
        <source>%1 has trained for %n epoch(s). Epochs in all:</source>
        <translation>
            <numerusform>%1 has trained for %n epoch. Epochs in all:</numerusform>
            <numerusform>%1 has trained for %n epochs. Epochs in all:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out: this page takes one at a time.</source>
        <translation>
            <numerusform>%n other file left out: this page takes one at a time.</numerusform>
            <numerusform>%n other files left out: this page takes one at a time.</numerusform>
        </translation>
    </message>
</context>
</TS>
